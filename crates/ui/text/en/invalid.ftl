# What is wrong with a field, by the rule that was broken. Each reads on its own below a label.

invalid-required = This is needed.
invalid-max-length = { $limit ->
    [one] Use at most one character.
   *[other] Use at most { $limit } characters.
}
invalid-min-length = { $limit ->
    [one] Use at least one character.
   *[other] Use at least { $limit } characters.
}
invalid-invalid = This does not work here. { $detail }
invalid-is-email = This does not look like an e-mail address. Try the form name@example.com.
invalid-is-slug = Use lower-case letters, digits and hyphens, beginning and ending with a letter or digit.
invalid-is-url = This does not look like an address. Try the form https://example.com/path.
invalid-is-fqdn = This does not look like a host name. Try the form api.example.com.
invalid-is-number = Use a whole number.
invalid-min = Use { $limit } or more.
invalid-max = Use { $limit } or less.
invalid-max-items = { $limit ->
    [one] Give at most one.
   *[other] Give at most { $limit }.
}
invalid-enum = Choose one of the options.
invalid-is-object = Use a JSON object.
invalid-invalid-characters = Some characters cannot be used here, such as control characters.
invalid-taken = This is already in use. Choose another.
invalid-too-common = This password is on lists that attackers try first. Choose another.
invalid-unknown = This does not exist, or not any more. Choose another.
invalid-is-colour = This does not look like a colour. Try the form #7a2358.
invalid-too-large = This is larger than what fits here.
invalid-not-a-picture = This is not a PNG, JPEG, GIF, WebP or ICO picture that can be drawn. SVG is not taken, because it can hold scripts: export it as PNG.

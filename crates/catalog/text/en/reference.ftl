# The API reference: the pages of a version's specification.

reference-side = In this API
reference-version = Version
reference-version-deprecated = deprecated
reference-filter = Find an operation
reference-filter-none = No operation holds these words.
reference-overview = Overview
reference-untagged = Other operations
reference-more-operations = { $count ->
    [one] { $count } more operation
   *[other] { $count } more operations
}
reference-found = { $count ->
    [0] No operation holds these words
    [one] { $count } operation holds these words
   *[other] { $count } operations hold these words
}
reference-found-all = Show all operations
reference-servers = Servers
reference-security = Getting in
reference-one-way = One of these is enough:
reference-and = and
reference-key-header = Send your key in the header
reference-key-query = Send your key in the query parameter
reference-key-cookie = Send your key in the cookie
reference-key-also = It is also looked for under
reference-basic = Send a user name and password in the header
reference-token = Send a token in the header
reference-token-provider = Send an access token of the identity provider in the header
reference-token-oauth = Send an OAuth 2 access token in the header
reference-token-openid = Send an OpenID Connect token in the header
reference-openid-configuration = Configuration of the identity provider
reference-http = Prove who you are in the header
reference-mutual-tls = Present a client certificate when you connect (mutual TLS)
reference-scheme-unknown = Prove who you are as agreed for “{ $name }”
reference-open = Nothing is needed: anybody may call it
reference-scopes = With the scopes
reference-flow-code = With a browser
reference-flow-implicit = With a browser, implicitly
reference-flow-password = With a password
reference-flow-client = As a client
reference-flow-authorize = where a person agrees
reference-flow-token = where the token is
reference-flow-refresh = where it is renewed
reference-register = Get access to this version
reference-deprecated = This operation is deprecated: it still answers, but it will go away.
reference-to-successor = Go to { $version }
reference-docs = More about it
reference-samples = Call it
reference-parameters = Parameters
reference-in-path = In the path
reference-in-query = In the query
reference-in-header = In headers
reference-in-cookie = In cookies
reference-body = Body
reference-responses = Responses
reference-headers = Headers
reference-callbacks = Callbacks
reference-callbacks-about = What this API calls later, at an address of yours.
reference-callback-answer = You answer
reference-webhooks = Webhooks
reference-webhooks-about = What this API calls by itself, at an address that you gave it.
reference-webhook-about = This API calls you: it sends this request to an address that you gave it.
reference-schemas = Shapes of data
reference-schemas-about = What the operations take and give, under the names that their authors chose.
reference-schemas-all = { $count ->
    [one] { $count } shape
   *[other] All { $count } shapes
}
reference-required = required
reference-read-only = Only in answers
reference-write-only = Only in requests
reference-always = Always
reference-choices = One of
reference-more-choices = { $count ->
    [one] and { $count } more value
   *[other] and { $count } more values
}
reference-default = Otherwise
reference-example = Example
reference-example-made = Example, made from the description
reference-example-cut = shortened
reference-another-example = Another example
reference-closed = No other properties
reference-any-name = any other name
reference-item = item { $number }
reference-list-of = list of
reference-or = or
reference-type-any = anything
reference-type-never = nothing
reference-one-of = Exactly one of these:
reference-any-of = One or more of these:
reference-not = None of these:
reference-told-apart = Told apart by
reference-show-properties = { $count ->
    [one] { $count } property
   *[other] { $count } properties
}
reference-show-options = { $count ->
    [one] { $count } shape
   *[other] { $count } shapes to choose from
}
reference-show-inside = What it holds
reference-more-properties = { $count ->
    [one] And { $count } more property.
   *[other] And { $count } more properties.
}
reference-more-options = { $count ->
    [one] And { $count } more shape.
   *[other] And { $count } more shapes.
}
reference-above = the same as { $name } above
reference-above-unnamed = the same as above
reference-elsewhere = What it holds:
reference-elsewhere-unnamed = It holds more than fits here. The downloaded description has all of it.
reference-missing = The description refers to what it does not hold:
reference-limit-minimum = At least { $value }
reference-limit-above = More than { $value }
reference-limit-maximum = At most { $value }
reference-limit-below = Less than { $value }
reference-limit-multiple = A multiple of { $value }
reference-limit-min-length = { $value ->
    [one] At least one character
   *[other] At least { $value } characters
}
reference-limit-max-length = { $value ->
    [one] At most one character
   *[other] At most { $value } characters
}
reference-limit-pattern = Matches
reference-limit-min-items = { $value ->
    [one] At least one item
   *[other] At least { $value } items
}
reference-limit-max-items = { $value ->
    [one] At most one item
   *[other] At most { $value } items
}
reference-limit-unique = No item twice
reference-limit-min-properties = { $value ->
    [one] At least one property
   *[other] At least { $value } properties
}
reference-limit-max-properties = { $value ->
    [one] At most one property
   *[other] At most { $value } properties
}
reference-limit-encoding = Encoded as
reference-limit-content = Holds
reference-contact = Questions:
reference-license = Licence:
reference-terms = Terms of use
reference-download = Download the description
reference-markdown = This page as Markdown
reference-llms-about = The APIs of this portal, as Markdown pages. Each leads to its operations.

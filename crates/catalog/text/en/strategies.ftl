# Auth strategies: the console.

strategy-all = Auth strategies
strategy-what = An auth strategy says how an application proves itself to a version. You choose one when you publish a version to a portal; an application has one for life.
strategy-create = Create auth strategy
strategy-none = How should applications prove themselves?
strategy-none-why = Create an auth strategy with the header in which callers send their key. Then versions can be opened to applications.
strategy-search = Search auth strategies
strategy-none-found = No auth strategy fits
strategy-none-found-why = Search by name.
strategy-show-all = Show all
strategy-name = Name
strategy-name-hint = For admins. It must be the only one of this name.
strategy-display-name = Name for developers
strategy-display-name-hint = Developers see it when they create an application. Without one they see the name above.
strategy-kind = Kind
strategy-kind-key_auth = Key auth
strategy-kind-openid_connect = OpenID Connect
strategy-kind-key-text = The portal makes a key, shows it once, and the gateway checks it on each call.
strategy-kind-later = Key auth is the kind that there is today. OpenID Connect, with tokens of an identity provider, comes later and will stand here.
strategy-key-names = Key names
strategy-key-names-hint = The headers and query parameters in which a key is looked for, at most ten, separated by commas. The first is the one that developers are shown. Without any it is apikey.
strategy-ttl = Life of a credential
strategy-ttl-hint = How long a credential works after it was generated. Leave it empty for credentials that do not expire.
strategy-ttl-value = How many
strategy-ttl-unit = Unit
strategy-ttl-never = Does not expire
strategy-ttl-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
strategy-ttl-weeks = { $count ->
    [one] { $count } week
   *[other] { $count } weeks
}
strategy-ttl-years = { $count ->
    [one] { $count } year
   *[other] { $count } years
}
strategy-unit-days = Days
strategy-unit-weeks = Weeks
strategy-unit-years = Years
strategy-hide = Remove the key before the call goes upstream
strategy-hide-hint = The API then learns who called from the headers that Portico sets, and never sees a key.
strategy-cancel = Cancel
strategy-save = Save changes
strategy-change = Settings
strategy-change-text = Credentials that exist keep the day on which they expire. New key names count from the next call on.
strategy-used-by-versions = Versions published under it
strategy-used-by-applications = Applications made for it
strategy-used-by-portals = Portals that propose it
strategy-delete = Delete auth strategy
strategy-delete-title = Delete { $name }?
strategy-keep = Keep it
strategy-back = Back
strategy-was-created = The auth strategy is there. Choose it when you publish a version to a portal.
strategy-was-changed = Saved. The gateway already checks by it.
strategy-was-deleted = The auth strategy is gone.
refused-strategy-in-use = This auth strategy is in use. Publish those versions under another, and delete those applications, then it can be deleted.
invalid-is-header-name = A key name may have letters, digits, hyphens, dots, underscores and tildes, and must not be a header that HTTP or Portico uses itself.

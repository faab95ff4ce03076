# The list, and a new portal.
console-portals-title = Portals
console-portals-lead = Each portal is a website of its own for developers: its own address, its own accounts, its own choice of what is published.
console-portals-open = Open a portal
console-portals-open-lead = Its address answers at once. Everything else begins with a careful default: people decide on every request, and nothing is published until you publish it.
console-portals-none-title = No portal yet
console-portals-none-why = A portal is where developers find your APIs, sign up, and get their credentials. Open the first one, then publish a product to it.
console-portals-name = Name
console-portals-name-hint = Developers see it on every page and in every mail, unless the portal has another name for them.
console-portals-display-name = Name for developers
console-portals-display-name-hint = What developers read on every page and in every mail, when that is not the name above.
console-portals-slug = Address
console-portals-slug-hint = It stays for life, because mails and bookmarks carry it. Lower-case letters, digits and hyphens.
console-portals-description = Description
console-portals-description-hint = A sentence or two about what is here. The front door and search engines show it.
console-portals-cancel = Cancel
console-portals-developers = Developers
console-portals-catalog-short = Catalog
console-portals-accounts-short = Accounts
console-portals-listed-short = Front door
console-portals-is-listed = Listed
console-portals-is-unlisted = Not listed
console-portals-yes = Yes
console-portals-no = No

# What every page of one portal has.
console-portals-parts = Parts of the portal
console-portals-part-settings = Settings
console-portals-part-appearance = Appearance
console-portals-part-teams = Teams

# Settings.
console-portals-read-only = You can look at these settings. Changing them is for admins who manage portals.
console-portals-group-name = Name and contact
console-portals-support = Support e-mail
console-portals-support-hint = Developers are told to write here when they need help. Without one, nobody is named.
console-portals-group-addresses = Addresses
console-portals-domain = Domain of its own
console-portals-domain-hint = A host name such as developer.example.com whose DNS leads here, with a certificate at the proxy. { $address } keeps working; mails carry this one.
console-portals-client-domain = Client's domain
console-portals-client-domain-hint = Only where a website of your own, hosted elsewhere, calls this portal's API from the browser: its host name. It needs a domain of its own above, and both must share their registrable domain, as ui.example.com and developer.example.com do, or browsers keep the session's cookies back. Mails lead to the client.
console-portals-group-access = Who reads, who joins
console-portals-catalog = Who may read the catalog?
console-portals-catalog-public = Public
console-portals-catalog-public-text = Anyone reads products, documents and references, without an account.
console-portals-catalog-private = Private
console-portals-catalog-private-text = Visitors see the home page, sign-up and sign-in. Only approved developers read.
console-portals-accounts = Do developers have accounts?
console-portals-accounts-on = On
console-portals-accounts-on-text = Developers sign up, create applications, and get credentials.
console-portals-accounts-off = Off
console-portals-accounts-off-text = The portal is there to read. There is no sign-up and no sign-in, and nobody can register an application.
console-portals-listed = Listed on the front door
console-portals-listed-hint = The front door shows the portal to everybody. A portal that is not listed is found only by its exact name or address.
console-portals-group-approval = Who decides
console-portals-auto-developers = Approve developers automatically
console-portals-auto-developers-hint = Whoever confirms an e-mail address may sign in at once. Turning it on does not decide what already waits in the inbox.
console-portals-auto-registrations = Approve registrations automatically
console-portals-auto-registrations-hint = Every application may call what it registers for at once, whatever the version itself says. Turning it on does not decide what already waits in the inbox.
console-portals-rbac = Teams decide who sees which product (RBAC)
console-portals-rbac-hint = A product is visible only to teams that have a role on it, and only API Consumers may register. Until a team has a role, nobody sees any product.
console-portals-group-credentials = Credentials and limits
console-portals-strategy = Default auth strategy
console-portals-strategy-hint = Publishing a version to this portal proposes it. What is published already keeps its own.
console-portals-strategy-none = None
console-portals-prefix = Key prefix
console-portals-prefix-hint = How new credentials begin, so that people and secret scanners know them: three lower-case letters and an underscore. Credentials that exist stay as they are.
console-portals-max-applications = Applications per developer
console-portals-max-applications-hint = Whoever has more already keeps them, and cannot create another.
console-portals-max-credentials = Credentials per application
console-portals-max-credentials-hint = Two are enough to replace one without a break. Those that exist stay.
console-portals-save = Save settings

# Appearance.
console-portals-look = Words and colours
console-portals-welcome-title = Welcome title
console-portals-welcome-title-hint = The heading of the home page. Left empty, it is made from the portal's name.
console-portals-welcome-text = Welcome text
console-portals-welcome-text-hint = The first words below it: what this portal is, and for whom.
console-portals-colours = Colours
console-portals-colours-why = Write a colour as #7a2358. Left empty, it stays as it came. Whatever you choose is made readable, in light and in dark.
console-portals-accent = Accent
console-portals-accent-hint = Buttons and links: where one can act.
console-portals-surface = Surfaces
console-portals-surface-hint = The tone of backgrounds. Only its hue is taken over, softly.
console-portals-heading = Headings
console-portals-heading-hint = The colour of titles.
console-portals-save-look = Save appearance
console-portals-preview = Preview
console-portals-preview-why = This is how the portal looks with what is saved, to visitors whose screens are light and to those whose screens are dark.
console-portals-preview-light = In light
console-portals-preview-dark = In dark
console-portals-preview-link = A link in a text
console-portals-preview-deed = The main button
console-portals-preview-other = Another button
console-portals-adjusted = Adjusted, so that everybody can read it
console-portals-logo = Logo
console-portals-logo-why = It stands in the top bar beside the portal's name. Without one, a quiet mark is drawn from the name.
console-portals-logo-file = Picture
console-portals-logo-hint = PNG, JPEG, GIF or WebP, at most 2 MB. It is drawn anew with at most 512 pixels a side, so that nothing else comes along.
console-portals-logo-upload = Upload logo
console-portals-logo-replace = Replace logo
console-portals-logo-remove = Remove logo

# The end of a portal.
console-portals-delete = Delete portal
console-portals-delete-why = Its address stops answering, and everything in it goes along: accounts, teams, applications and their credentials. The next page says how much that is, and asks again.
console-portals-delete-title = Delete { $name }?
console-portals-gone-address = the website { $address }, and what is published there; the products themselves stay
console-portals-gone-developers = { $count ->
    [one] one developer's account
   *[other] the accounts of { $count } developers
}
console-portals-gone-teams = { $count ->
    [one] one team
   *[other] { $count } teams
}
console-portals-gone-applications = { $count ->
    [one] one application
   *[other] { $count } applications
}
console-portals-gone-registrations = { $count ->
    [one] one registration
   *[other] { $count } registrations
}
console-portals-gone-credentials = { $count ->
    [one] one credential, refused by the gateway from that moment
   *[other] { $count } credentials, refused by the gateway from that moment
}
console-portals-keep = Keep it

# What was done.
console-portals-was-created = The portal is open. Look through its settings, then publish a product to it.
console-portals-was-changed = The settings are saved, and in force.
console-portals-was-restyled = The appearance is saved. The preview shows it.
console-portals-logo-was-set = The logo is in its place.
console-portals-logo-was-removed = The logo is gone.
console-portals-was-deleted = The portal is deleted with everything in it.

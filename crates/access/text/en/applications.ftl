application-my-apps = My Apps
application-my-apps-lead = An application stands for one thing that you build. It is registered to the API versions that it may call, and it holds the credentials that prove who is calling.
application-none-title = No applications yet
application-none-why = An application stands for one thing that you build. Find an API first, and create the application on the way; or create it now and register it later. Both lead to the same place.
application-none-catalog = Find an API
application-two-ways = Looking for another API? Registering starts in the catalog just as well as from an application.
application-to-catalog = Open the catalog
application-create = Create an application
application-what = An application stands for one thing that you build: a shop, a script, a phone app. You register it to the API versions that it may call and generate its credentials. One application per thing keeps them apart: you can take back one without touching the others.
application-no-strategy = No API of this portal takes registrations yet, so an application would have nothing to call.
application-name = Name
application-name-hint = What you would call it in front of a colleague. Approvers see it.
application-description = What it is for
application-reference-id = Reference ID
application-reference-id-hint = The API receives it with each call, so that its people know who calls. It must be unique in this portal. When it is empty, one is made from the name.
application-strategy = Authentication
application-strategy-hint = It must match the API that you want to call, and it stays for the life of the application.
application-strategy-for-life = Its authentication is { $strategy }. That stays for the life of an application; for another one, create another application.
application-strategy-key = An API key in the header { $header }
application-strategy-oidc = Tokens of your identity provider
application-more = More settings
application-edit = Edit application
application-save = Save changes
application-cancel = Cancel
application-details = Details
application-created = Created
application-delete = Delete application
application-delete-title = Delete { $name }?
application-keep = Keep it
application-gone-credentials = { $count ->
    [0] no credentials
    [one] one credential, refused by the gateway from that moment
   *[other] { $count } credentials, refused by the gateway from that moment
}
application-gone-registrations = { $count ->
    [0] no registrations
    [one] one registration
   *[other] { $count } registrations
}
application-registrations = Registrations
application-register-more = Register to another version
application-no-registrations-title = Not registered to anything yet
application-no-registrations-why = A registration lets this application call one version of an API. Choose one in the catalog and press Register beside its version.
application-column-version = Version
application-column-status = Status
application-column-since = Since
application-column-by = Decided by
application-column-deeds = Actions
application-card-versions = { $count ->
    [0] not registered yet
    [one] one registration
   *[other] { $count } registrations
}
application-card-keys = { $count ->
    [0] no credentials
    [one] one credential
   *[other] { $count } credentials
}
application-card-pending = { $count ->
    [one] one waits for approval
   *[other] { $count } wait for approval
}

application-was-created = The application is there. Register it to a version to let it call an API.
application-was-changed = The changes are saved.
application-was-deleted = The application is deleted, and its credentials are refused.

application-all = Applications
application-search = Search applications
application-all-none-title = No applications here
application-all-none-why = What developers create shows up here, with what it may call.
application-developer = Developer
application-portal = Portal
application-credentials = Credentials
application-no-registrations-console = This application is not registered to anything.
application-no-credentials-console = This application has no credentials.
application-is-deleted = The application is deleted, and its credentials are refused.

refused-application-too-many = You have reached the number of applications that this portal allows. Delete one that is no longer used, or ask the portal's people for more.

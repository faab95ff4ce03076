# Versions: the developer's page, and the console.

version-name = Version
version-state = State
version-access = Access
version-deeds = What you can do
version-latest = Latest
version-earlier = Earlier
version-register = Register
version-read = Read about it
version-access-free = No credential needed
version-access-closed = Not open to applications
version-access-viewer = To read only: ask for the role of API Consumer
version-access-at-once = Granted at once
version-access-by-hand = After approval by the owners
version-deprecated-text = This version is deprecated: it still answers, but it will go away. Choose a newer one for anything that you begin now.
version-see-others = See the other versions
version-what-registering = What is an application, and why do I register it?
version-what-application = An application stands for one thing that you build: a website, a job, a test. It has a name, and the credentials that it calls with.
version-what-registration = A registration is an application's permission to call one version of one API. Register the same application for each version that it calls: one credential then works for all of them.
version-what-credential = A credential is the secret that the application sends along. Have one for each place where it runs, and you can replace one without stopping the others.
version-where-from = You can begin here, with the API, or with your application. Both ways lead to the same place.
version-my-apps = My Apps
version-address = Address
version-strategy = Credential
version-strategy-key = send it in the header { $name }
version-since = Here since
version-operations = { $count ->
    [0] No operations
    [one] { $count } operation
   *[other] { $count } operations
}
version-download = Download the specification
version-specification = Specification
version-specification-only = The description of this version can be downloaded; it is more than its pages here can show.
version-no-specification = This version has no description of its operations yet. Its documents may say how to use it.

version-none = No version yet
version-none-why = A version is what applications register to: it has a specification, a gateway service, and its own place in each portal.
version-create = Create version
version-create-title = New version of { $product }
version-name-hint = Such as v1, 2026-11 or beta. It must be the only one of this name in the product. The version made last is the latest.
version-service = Gateway service
version-service-hint = Where the traffic of this version goes. Without one, the built-in gateway does not know it.
version-service-none = None
version-specification-there = Uploaded
version-specification-missing = Missing
version-registrations = Approved registrations
version-made = Made
version-cancel = Cancel
version-save = Save changes
version-portals = Portals
version-delete = Delete version
version-delete-title = Delete { $product } { $version }?
version-gone-specification = Its specification
version-gone-portals = { $count ->
    [one] Its place in { $count } portal
   *[other] Its place in { $count } portals
}
version-gone-registrations = { $count ->
    [one] { $count } registration of an application: its calls are refused at once
   *[other] { $count } registrations of applications: their calls are refused at once
}
version-keep = Keep it
version-was-created = The version is there. Upload its specification and publish it to a portal.
version-was-changed = Saved. The gateway already routes by it.
version-was-deleted = The version is gone.

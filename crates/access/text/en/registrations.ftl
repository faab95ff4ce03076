registration-catalog = Catalog
registration-new = Register
registration-new-title = Register for { $product } { $version }
registration-what = A registration lets one of your applications call this version. Its credentials then work here at once, the ones that it has and the ones to come.
registration-deprecated = This version is deprecated. It still works, but a newer one is the better start.
registration-back = Back to the product
registration-application = Application
registration-application-hint = Only applications that use the same authentication and are not registered here yet.
registration-no-apps-title = You need an application for this
registration-no-apps-why = It stands for the thing that will call this API. Create it here; you come right back.
registration-all-registered-title = Your applications are registered here already
registration-all-registered-why = They stand below. To call this version with another thing that you build, create an application for it here; you come right back.
registration-automatic = Approval is automatic here: you can call the API in a moment.
registration-by-hand = A person looks at each request here. You get a mail as soon as it is decided.
registration-request = Request access
registration-create-another = Create an application
registration-registered = Your applications here
registration-reason = Reason: { $reason }
registration-pending-note = A person will look at it. You get a mail when it is decided.
registration-unregister = Unregister
registration-unregister-title = Unregister { $application } from { $version }?
registration-unregister-text = The gateway refuses its calls to this version from that moment. The application and its credentials stay, and you may ask again.
registration-keep = Keep it

registration-was-requested = Your request is on its way. You get a mail when it is decided; until then, generate a credential, so that it is ready.
registration-was-approved = Access is granted. Generate a credential, and make the first call.
registration-was-deleted = The registration is gone.

registration-approve = Approve
registration-reject = Reject
registration-revoke = Revoke
registration-revoke-confirm = Revoke this registration? The gateway refuses its calls from that moment. You can approve it again later.
registration-delete = Delete
registration-delete-title = Delete the registration of { $application } for { $version }?
registration-delete-text = The gateway refuses its calls from that moment. The developer may ask again.
registration-reject-title = Reject { $application } for { $version }?
registration-reason-label = Reason
registration-reason-hint = { $name } reads it in a mail and on the application's page.
registration-is-approved = Approved. The gateway lets it in.
registration-is-rejected = Rejected. The developer reads the reason in a mail.
registration-is-revoked = Revoked. The gateway refuses it.
registration-is-deleted = The registration is deleted.

refused-registration-already-decided = Somebody has decided this already. Look at it again.
refused-registration-exists = This application has a registration for this version already, in whatever state. Look at the application; a rejected one must be unregistered before asking again.
refused-registration-closed = This version takes no registrations at the moment.
refused-registration-viewer-only = Your team may read about this API but not register for it. Ask the portal's people for access.
invalid-other-strategy = This application uses another kind of authentication than this version asks for. Choose another application, or create one.

registration-approved-subject = { $application } may now call { $version }
registration-approved-text = Your application { $application } is approved for { $version }. Its credentials work from this moment.
registration-approved-button = Open the application
registration-rejected-subject = { $application } was not approved for { $version }
registration-rejected-text = Your application { $application } was not approved for { $version }. This is the reason:
registration-rejected-next = To ask again, unregister the application from this version and request access once more.
registration-rejected-button = Open the application
registration-revoked-subject = { $application } may no longer call { $version }
registration-revoked-text = The access of your application { $application } to { $version } was revoked. The gateway refuses its calls from this moment.
registration-revoked-button = Open the application
registration-hello = Hello { $name },
registration-why = You get this mail because you registered an application at { $portal }.
refused-registration-no-way = No decision leads there from where the registration stands. A rejected one can be deleted; the developer may then ask anew.

# The reason of a rejection that a program makes.
registration-no-reason = No reason was given.

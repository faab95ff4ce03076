# The list.
console-developers-title = Developers
console-developers-search = Search by name or e-mail
console-developers-all = All
console-developers-every-portal = All portals
console-developers-of-portal = Portal: { $portal }
console-developers-name = Name
console-developers-email = E-mail
console-developers-portal = Portal
console-developers-status = Status
console-developers-requested = Asked for access
console-developers-last-sign-in = Last sign-in
console-developers-never = Never
console-developers-deeds = Actions
console-developers-none-title = No developers yet
console-developers-none-why = Developers sign up on a portal. Send them its address; whoever asks for access shows up here and in the inbox.
console-developers-none-portals = See the portals
console-developers-missed-title = Nobody here
console-developers-missed-why = No developer matches what you asked for.
console-developers-see-all = See all developers

# One developer.
console-developers-standing-unverified = Has not confirmed the e-mail address yet. There is nothing to decide until then.
console-developers-standing-pending = Waits for a decision, and cannot sign in until then.
console-developers-standing-approved = Approved by { $by } on { $day }. May sign in, and create applications.
console-developers-standing-rejected = Rejected by { $by } on { $day }. This e-mail address cannot ask again until the account is deleted.
console-developers-standing-revoked = Revoked by { $by } on { $day }. Cannot sign in, and cannot sign up again with this e-mail address until the account is deleted.
console-developers-reason-given = The reason given: { $reason }
console-developers-facts = Account
console-developers-applications-label = Applications
console-developers-applications = { $count ->
    [0] None
    [one] One application
   *[other] { $count } applications
}
console-developers-teams = Teams
console-developers-no-teams = None
console-developers-sessions-label = Signed in
console-developers-sessions = { $count ->
    [0] Nowhere
    [one] In one browser
   *[other] In { $count } browsers
}
console-developers-decide = What you can do
console-developers-approve = Approve
console-developers-approve-again = Approve again
console-developers-approve-why = Approving lets this developer sign in from that moment. A mail says so.
console-developers-approve-again-why = Approving again gives access back: signing in works from that moment, and a mail says so.
console-developers-reject = Reject
console-developers-revoke = Revoke access
console-developers-revoke-why = Revoking ends every session at once, and signing in is refused. A mail says so. Applications keep working at the gateway until you revoke their registrations. You can approve again at any time.
console-developers-revoke-confirm = Revoke the access of { $name }? All sessions end at once.
console-developers-delete = Delete account
console-developers-delete-why = Deleting removes the account with its applications. The e-mail address may sign up again then.
console-developers-history = What happened
console-developers-no-history = Nothing is written down about this account.
console-developers-all-history = See all { $count } lines in the audit log

console-developers-event-signed-up = Signed up
console-developers-event-signed-up-again = Signed up again; the mail says where the account stands
console-developers-event-confirmed = Confirmed the e-mail address
console-developers-event-approved = Approved
console-developers-event-rejected = Rejected
console-developers-event-revoked = Access revoked
console-developers-event-signed-in = Signed in
console-developers-event-renamed = Changed the name
console-developers-event-password-changed = Changed the password
console-developers-event-password-forgotten = Asked for a new password
console-developers-event-password-reset = Set a new password by mail
console-developers-by = by { $who }
console-developers-by-portal = by the portal, automatically
console-developers-by-operator = on the command line

# Decisions.
console-developers-reject-title = Reject { $name }?
console-developers-reject-lead = This e-mail address cannot ask again until the account is deleted.
console-developers-reason = Reason
console-developers-reason-hint = It goes to { $email } in a mail, as you write it.
console-developers-delete-title = Delete { $name }?
console-developers-delete-text = This cannot be undone. The audit log keeps that the account was there.
console-developers-gone-account = the account of { $email }, with its sessions
console-developers-gone-applications = { $count ->
    [0] no applications
    [one] one application
   *[other] { $count } applications
}
console-developers-gone-registrations = { $count ->
    [0] no registrations
    [one] one registration
   *[other] { $count } registrations
}
console-developers-gone-credentials = { $count ->
    [0] no credentials
    [one] one credential, refused by the gateway from that moment
   *[other] { $count } credentials, refused by the gateway from that moment
}

# What was done.
console-developers-is-approved = Approved. A mail is on its way.
console-developers-is-rejected = Rejected. A mail with the reason is on its way.
console-developers-is-revoked = Access is revoked, and every session has ended.
console-developers-is-deleted = The account is deleted with everything in it.

inbox-title = Inbox
inbox-lead = { $count ->
    [one] One request waits for a decision, and a person waits behind it.
   *[other] { $count } requests wait for a decision. Those who have waited longest come first.
}
inbox-empty-title = Nobody is waiting
inbox-empty-why = Requests of developers and of their applications show up here, and admins get a mail when there are new ones.
inbox-empty-developers = See the developers
inbox-developers = New developers
inbox-registrations = Applications that ask for access
inbox-who = Who
inbox-what = What
inbox-portal = Portal
inbox-since = Waiting since
inbox-deeds = Actions
inbox-for = wants to call { $version }
inbox-choose-one = Choose { $name }
inbox-chosen = Requests
invalid-none-chosen = Tick at least one, then press the button again.
inbox-reason = Reason
inbox-reason-hint = Needed to reject. Those whom it concerns read it in a mail.
inbox-approve = Approve
inbox-reject = Reject
inbox-approve-chosen = Approve the chosen
inbox-reject-chosen = Reject the chosen
inbox-approved = Approved. They get a mail, and the gateway lets them in.
inbox-rejected = Rejected. They read the reason in a mail.

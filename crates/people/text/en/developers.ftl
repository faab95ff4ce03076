# Mails
developers-mail-greeting = Hello { $name },
developers-mail-greeting-plain = Hello,
developers-mail-contact = If you think this is a mistake, or something has changed, write to { $email }.
developers-mail-link-foot = { $hours ->
    [one] The link works once, and for one hour.
   *[other] The link works once, and for { $hours } hours.
  } If you did not ask for it, you can ignore this mail: nothing happens without the link.

developers-mail-confirm-subject = Confirm your e-mail address for { $portal }
developers-mail-confirm-text = Somebody, most likely you, asked for an account in the developer portal { $portal } with this e-mail address. Confirm that it is yours and choose your password.
developers-mail-confirm-button = Confirm and choose a password

developers-mail-reset-subject = A new password for { $portal }
developers-mail-reset-text = Somebody, most likely you, asked for a new password for your account in the developer portal { $portal }. Your present password stays in force until you choose another.
developers-mail-reset-button = Choose a new password

developers-mail-approved-subject = Welcome to { $portal }
developers-mail-approved-text = Your account in the developer portal { $portal } is approved. Sign in, find the API you need, and create your first application.
developers-mail-approved-button = Sign in

developers-mail-rejected-subject = Your request for access to { $portal }
developers-mail-rejected-text = Your request for an account in the developer portal { $portal } was declined. The reason given:

developers-mail-revoked-subject = Your access to { $portal } has ended
developers-mail-revoked-text = Your account in the developer portal { $portal } was closed on { $decided }. You can no longer sign in. Credentials of your applications are a separate matter: each works until its registration is revoked or deleted.

developers-mail-status-pending-subject = Your account for { $portal } is waiting for approval
developers-mail-status-pending-text = You asked again for an account in the developer portal { $portal }. There is one already: it has been waiting for approval since { $since }. There is nothing for you to do; you will get a mail as soon as it is decided.

developers-mail-status-approved-subject = You already have an account for { $portal }
developers-mail-status-approved-text = You asked for an account in the developer portal { $portal }. There is one already with this e-mail address, and it is approved: just sign in. If you forgot the password, the sign-in page helps.
developers-mail-status-approved-button = Sign in

developers-mail-status-rejected-subject = Your request for access to { $portal }
developers-mail-status-rejected-text = You asked again for an account in the developer portal { $portal }. Your request was declined on { $decided }, and the same e-mail address cannot ask again. The reason given:

developers-mail-status-revoked-subject = Your access to { $portal } has ended
developers-mail-status-revoked-text = You asked again for an account in the developer portal { $portal }. Your account was closed on { $decided }, and the same e-mail address cannot ask for another.

# What was refused.
refused-developer-wrong-password = This e-mail address and this password do not belong together. If you never confirmed your address, use the link in the mail, or ask for another below.
refused-developer-not-approved = Your account is pending approval for access.
refused-developer-already-confirmed = This e-mail address is already confirmed. Sign in with the password that you chose.
refused-developer-already-decided = Somebody else was quicker: this request is already decided.
refused-developer-no-way = No decision leads there from where the account stands. Who was rejected can be deleted, and may then sign up anew.
refused-developer-unconfirmed = This e-mail address is not confirmed yet, so there is nothing to decide.
refused-link-unknown = This link is not complete, or it belongs to another portal. Open it exactly as it stands in the mail, or ask for a new one.
refused-link-expired = This link has expired. Ask for a new one: it arrives in a moment.
refused-link-used = This link was already used, or a newer one was. If that was you, just sign in.
invalid-wrong-password = This is not your current password.

# Fields.
developers-email = E-mail address
developers-email-hint = We send a link there, so it must be one that you can read.
developers-full-name = Full name
developers-password = Password
developers-password-current = Current password
developers-password-new = New password
developers-password-hint = At least 10 characters. A few words that do not belong together are easy to remember and hard to guess.

# Sign up.
developers-sign-up-title = Sign up
developers-sign-up-heading = An account for { $portal }
developers-sign-up-lead = With an account you create applications, get credentials for them and call the APIs.
developers-sign-up-deed = Send me the link
developers-sign-up-next-automatic = Next: open the link in the mail, choose a password, and you are in.
developers-sign-up-next-decided = Next: open the link in the mail and choose a password. Then somebody decides on your request, and a mail tells you.
developers-sign-up-known = You have an account?

developers-sent-title = Check your mail
developers-sent-lead = We sent a mail to the address that you gave. It says how to go on; its link works for 24 hours.
developers-sent-missing = Nothing there after a few minutes? Look among unwanted mail, check the address, and
developers-sent-again = ask for the mail again.
developers-sent-local = This installation does not send mail to the outside: it keeps every mail in its own outbox.
developers-sent-local-link = Admins read it in the console.

developers-confirm-title = Choose your password
developers-confirm-lead = Welcome, { $name }. This confirms your e-mail address for { $portal }.
developers-confirm-deed = Confirm and go on
developers-was-welcomed = Your account is ready, and you are signed in. Welcome!

developers-trouble-title = This link does not work
developers-trouble-sign-up = Get a new link
developers-trouble-forgotten = Get a new link

# Waiting, rejected, revoked.
developers-waiting-title = Waiting for approval
developers-waiting-heading = { $portal } has your request
developers-waiting-badge = Waiting for approval
developers-waiting-since = You asked
developers-waiting-next = An admin of this portal decides. We send a mail to { $email } when it is done; you need do nothing until then.
developers-waiting-lead = Accounts of { $portal } are approved by a person. This is what happens:
developers-waiting-one = You sign up, open the link in the mail, and choose a password.
developers-waiting-two = An admin of the portal decides on your request.
developers-waiting-three = A mail tells you. From then on you can sign in.
developers-waiting-look = Sign in to see where your request stands
developers-rejected-title = Your request was declined
developers-rejected-lead = { $portal } declined your request for an account
developers-rejected-next = The same e-mail address cannot ask again. If you think that this is a mistake, write to the people of the portal.
developers-revoked-title = Your account is closed
developers-revoked-lead = { $portal } closed your account
developers-revoked-next = You cannot sign in any more. Credentials of your applications are a separate matter: each works until its registration is revoked or deleted.
developers-contact = Questions? Write to
developers-meanwhile-read = Read about the APIs meanwhile
developers-meanwhile-home = Back to the start

# Sign in.
developers-sign-in-heading = Sign in to { $portal }
developers-sign-in-forgotten = I forgot my password, or never got one
developers-sign-in-new = New here?
developers-back-to-sign-in = Back to signing in

developers-forgotten-title = A new password
developers-forgotten-lead = Give the e-mail address of your account. We send a link with which you choose a new password.
developers-forgotten-deed = Send me the link
developers-reset-sent-lead = If there is an account with this address, a mail is on its way. Its link works for one hour.
developers-reset-sent-missing = Nothing there after a few minutes? Look among unwanted mail, check the address, and
developers-reset-sent-again = ask again.
developers-renew-title = Choose a new password
developers-renew-lead = It replaces the one you had, and signs you out everywhere.
developers-renew-deed = Set the new password
developers-password-was-reset = Your new password is set. Sign in with it.

# The account.
developers-account-title = Your account
developers-account-lead = You sign in as { $email }.
developers-account-name = Name
developers-account-name-deed = Change name
developers-account-password = Password
developers-account-password-why = A new password ends your sessions in all other browsers.
developers-account-password-deed = Change password
developers-name-was-changed = Your name was changed.
developers-password-was-changed = Your password was changed. All other sessions were ended.

# The reason of a rejection that a program makes.
developers-no-reason = No reason was given.

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

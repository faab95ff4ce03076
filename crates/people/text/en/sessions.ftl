# Where one is signed in.
sessions-title = Where you are signed in
sessions-why = Each line is a browser that is signed in to your account. End one that you do not know, and change your password.
sessions-agent = { $program } on { $system }
sessions-agent-unknown = Unknown program
sessions-current = This browser
sessions-address = Address
sessions-since = Since
sessions-seen = Last used
sessions-where = Browser
sessions-deeds = Actions
sessions-end = End
sessions-end-others = End all other sessions
sessions-one-ended = The session was ended.
sessions-others-ended = All other sessions were ended. You are signed in here only.
sessions-signed-out = You are signed out.
refused-session-ended = This session has ended. Sign in again.

# Pages that say no: what happened, what to do, a way back.

error-home = Back to the start
error-trace = If you ask somebody about this, give them the trace id
error-401-title = Please sign in
error-401-text = This page is for people who are signed in. Your session may have ended; sign in, and you come back here.
error-403-title = You may see this, but not do it
error-403-text = Your account does not have the right for this. Somebody who manages accounts can give it to you.
error-404-title = There is nothing at this address
error-404-text = The page may have moved, or it is not for you to see. Check the address, or go on from the start.
error-405-title = That does not work at this address
error-405-text = The page does not take what was sent to it. Go back, and use its buttons and forms.
error-409-title = That is not possible any more
error-409-text = Things changed while you were here. Go back, reload the page, and see how it stands now.
error-413-title = That is too large
error-413-text = What you sent is larger than what fits here. Make it smaller, and send it again.
error-421-title = No portal lives here
error-421-text = This host name does not belong to any portal. Check the address that you were given.
error-422-title = Something in there needs another look
error-422-text = What you sent could not be understood. Go back, check it, and send it again.
error-429-title = A little slower, please
error-429-text = { $seconds ->
    [one] There were too many attempts. Try again in one second.
   *[other] There were too many attempts. Try again in { $seconds } seconds.
}
error-500-title = Something broke on our side
error-500-text = It is not your fault, and nothing was half done. Try again in a moment; if it stays, tell somebody the trace id below.
error-503-title = We cannot do that right now
error-503-text = Something that we need is away for the moment. Nothing was changed. Calls through the gateway go on. Try again in a minute.

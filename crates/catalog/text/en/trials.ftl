# Trying an operation from its page.

trial-title = Try it
trial-go = Try it
trial-plain = A call can be made right here where JavaScript is allowed. Without it, this line in a shell does the same:
trial-nowhere = Neither the gateway nor the description says where this version answers, so there is nowhere to send a call to.
trial-curl = The same with curl
trial-server = Send it to
trial-gateway = { $url } (the gateway)
trial-key = Your key
trial-token = Your access token
trial-basic = User name and password
trial-in-header = Sent in the header { $name }. Nothing of it is kept by the portal.
trial-in-query = Sent in the query parameter { $name }. Nothing of it is kept by the portal.
trial-in-cookie = Sent in the cookie { $name }. Nothing of it is kept by the portal.
trial-keep = Keep it in this tab
trial-keep-hint = Until the tab is closed, for the other operations of this version.
trial-not-sent = not sent
trial-hint-list = list, with commas
trial-hint-json = JSON
trial-hint-example = such as { $value }
trial-media = Written as
trial-file = File
trial-raw = The body as it is sent
trial-modes = How to write { $media }
trial-mode-form = Form
trial-mode-raw = Raw
trial-send = Send
trial-answer = Answer

# What the page's script says.
trial-say-key = YOUR_KEY
trial-say-missing = Fill in what is marked: the call cannot do without it.
trial-say-waiting = Waiting for the answer…
trial-say-broken = The connection to the portal broke off before the answer was complete. Try again.
trial-say-signed-out = You are signed out by now. Sign in again to go on.
trial-say-sign-in = Sign in
trial-say-large = The body is larger than can be sent from here. Use the line below.
trial-say-headers = Headers
trial-say-body = Body
trial-say-empty = The answer has no body.
trial-say-raw = Show it raw
trial-say-pretty = Show it pretty
trial-say-save = Save the answer
trial-say-cut = The answer is longer than is shown here; this is its beginning.
trial-say-redirect = The answer leads to another address, which was not followed:
trial-say-first = It works: your first call came through.
trial-say-keys = Generate a credential
trial-say-register = Request access to this version
trial-say-trace = See what happened to this call
trial-say-trace-id = Trace
trial-say-failed = The gateway did not let this call through
trial-say-not-json = This is not JSON yet, so the form cannot show it.
trial-say-refused = The call was not made
trial-say-applications = Your applications could not be listed. Reload the page.

# Why nothing was sent.
trial-not-found = This operation is not here any more. Reload the page.
trial-too-many = That were many calls in a short time. Wait { $seconds ->
    [one] a second
   *[other] { $seconds } seconds
} and send it again.
trial-unavailable = The portal cannot make the call at the moment. Try again in a few seconds.
invalid-not-a-server = Calls from here go to this operation’s own servers only. This address is none of them, and nothing was sent.
invalid-invalid-headers = A header or a cookie holds characters that none may hold, and nothing was sent.
invalid-try-too-large = The body is larger than 1 MiB, which is the most that is sent from here. Use the curl line instead.
refused-try-too-large = The call is larger than what is sent from here. Use the curl line instead.
refused-try-unread = The portal could not read this call. Reload the page and try again.
refused-call-forbidden-address = This server’s name leads to an address inside a private network, and nothing was sent. Whoever runs this portal can allow it with the setting try_networks.
refused-call-timed-out = The server did not answer in time.
refused-call-unreachable = The server could not be reached, or its certificate is not trusted here.

# Trying an operation from its page.

trial-not-found = This version is not here any more. Reload the page.
invalid-not-a-server = Calls from here go to this version's own servers only.
refused-call-forbidden-address = This server's name leads to an address inside a private network, and nothing was sent. Whoever runs this portal can allow it.
refused-call-timed-out = The server did not answer in time.
refused-call-unreachable = The server could not be reached.

# Who may try a version's operations from their pages.

trial-app-sign-in = A key belongs to an application. Sign in to see yours, or create an account to have one; or paste a key that you have.
trial-app-elsewhere = This portal hands out no keys. Paste the one that you were given.
trial-app-none = To call this version, an application of yours must be registered for it. Then it can have a key.
trial-app-begin = Register an application
trial-app-mine = These applications of yours may call it. A key is shown once, when it is generated: paste it above, or generate another.
trial-app-mine-not-yet = None of your applications may call this version yet.
trial-app-unregistered = not registered
trial-app-generate = Generate a key
trial-app-another = Generate another key
trial-app-request = Request access
trial-app-waits = somebody will decide on it
trial-app-try = Try it in the API reference

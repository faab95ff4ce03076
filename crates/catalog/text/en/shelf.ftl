# The portal's home and its catalog.

home-title = The APIs of { $portal }
home-text = Find an API, understand it, get a credential for your application, and make your first call.
home-sign-up = Create an account
home-have-account = I have an account
home-browse = Browse the APIs
home-how = How you get access
home-account = Create an account
home-account-text = With your e-mail address and your name. A mail brings you the link that sets your password.
home-account-at-once = You can sign in as soon as you have set it: nobody has to approve your account.
home-account-by-hand = The team of { $portal } then approves your account, and a mail tells you when it has.
home-access = Register an application
home-access-text = An application stands for what you build. You register it for each version of an API that it calls.
home-access-at-once = Access is granted at once.
home-access-by-hand = The owners of the API approve each request, and a mail tells you what they decided.
home-access-depends = Some APIs grant access at once; for others the owners approve each request, and a mail tells you what they decided.
home-call = Make a call
home-call-text = Generate a credential for your application and send it along. A ready line for your shell stands beside it.
home-call-at-once = A new credential works at once.
home-what = { $count ->
    [0] The APIs
    [one] { $count } API
   *[other] { $count } APIs
}
home-all = See all in the catalog
home-nothing = Nothing is published here yet. What is published later appears on this page.

catalog-title = Catalog
catalog-text = Every API that you can read about here. Choose one to see its documents and versions, and to register an application for it.
catalog-search = Search the APIs
catalog-show = Show
catalog-show-all = All
catalog-show-open = Open to applications
catalog-show-current = Without deprecated ones
catalog-count = { $count ->
    [one] { $count } API
   *[other] { $count } APIs
}
catalog-open = Open to applications
catalog-latest = Latest version: { $version }
catalog-no-version = No version yet
catalog-none-found = Nothing fits this search
catalog-none-found-why = Every word you type must be in an API's name, its description, its documents or its operations. Try fewer words, or the beginning of one.
catalog-show-everything = Show all APIs
catalog-empty = No API is here for you yet
catalog-empty-why = As soon as one is published for you, it appears here with its documents and versions.
catalog-home = Back to home
catalog-or-apps = Do you have an application already, and want to see what it may call?
catalog-my-apps = Start from My Apps

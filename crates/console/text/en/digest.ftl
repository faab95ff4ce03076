digest-brand = Portico console
digest-subject = { $count ->
    [one] One request waits for a decision
   *[other] { $count } requests wait for a decision
}
digest-hello = Hello { $name },
digest-text = { $count ->
    [one] One request waits in the inbox, and a person waits behind it:
   *[other] { $count } requests wait in the inbox, and people wait behind them:
}
digest-developers = { $count ->
    [one] { $portal }: one new developer
   *[other] { $portal }: { $count } new developers
}
digest-registrations = { $count ->
    [one] { $portal }: one application that asks for access
   *[other] { $portal }: { $count } applications that ask for access
}
digest-button = Open the inbox
digest-foot = You get this mail because you may decide on requests. It comes when something new waits, and not for each request.

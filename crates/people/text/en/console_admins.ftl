console-admins-title = Admins
console-admins-lead = Admins sign in to this console. Developers have accounts of their own on the portals, even with the same e-mail address.
console-admins-add = Add an admin
console-admins-add-lead = Nothing is sent: tell them the address of this console and the password yourself. They can change it under Account.
console-admins-name = Full name
console-admins-name-hint = Left empty, it is made from the e-mail address.
console-admins-email = E-mail
console-admins-password = Password
console-admins-role = Role
console-admins-last-sign-in = Last sign-in
console-admins-created = Created
console-admins-never = Never
console-admins-you = You
console-admins-facts = Account
console-admins-own-account = Your password and your sessions are on your account page
console-admins-role-admin = Admin
console-admins-role-admin-text = Everything, the admins included.
console-admins-role-approver = Approver
console-admins-role-approver-text = Looks at everything, and decides on requests of developers and applications.
console-admins-role-publisher = Publisher
console-admins-role-publisher-text = Looks at everything, and changes and publishes products, versions, services and strategies.
console-admins-role-reader = Reader
console-admins-role-reader-text = Looks at everything, and changes nothing.
console-admins-role-title = What this admin may do
console-admins-role-save = Change role
console-admins-delete = Remove admin
console-admins-delete-why = Signing in is refused from that moment, and so are this admin's tokens. What they decided stays decided.
console-admins-delete-title = Remove { $name }?
console-admins-delete-text = This cannot be undone. What they decided stays decided, and the audit log keeps who it was.
console-admins-gone-account = the account of { $email }, with its sessions
console-admins-gone-tokens = { $count ->
    [0] no tokens
    [one] one management token, refused from that moment
   *[other] { $count } management tokens, refused from that moment
}

console-admins-was-created = The admin can sign in. Tell them the address and the password.
console-admins-role-was-changed = The role is changed. It holds from the next page that they open.
console-admins-was-deleted = The admin is removed.
console-admins-token-was-revoked = The token is revoked. Programs that use it are refused.

# Management tokens.
console-tokens-account = Account
console-tokens-what = A token lets a program, such as a CI pipeline, call the management API in your name.
console-tokens-manage = Your tokens
console-tokens-title = Management tokens
console-tokens-lead = With a token, a program calls the management API at { $api } in your name, with the rights that you have at that moment.
console-tokens-none-title = No tokens yet
console-tokens-none-why = Create one for each program, so that you can revoke each alone.
console-tokens-none-theirs = This admin has no tokens.
console-tokens-create = Create token
console-tokens-name = Name
console-tokens-name-hint = The program that will use it, such as the pipeline of the payments team.
console-tokens-role = May do
console-tokens-role-hint = A program that only publishes needs no more than Publisher. If your own role may do less one day, so may the token.
console-tokens-role-mine = Whatever I may do
console-tokens-role-all = Whatever the admin may do
console-tokens-days = Expires after days
console-tokens-days-hint = Left empty, it works until you revoke it.
console-tokens-status = Status
console-tokens-created = Created
console-tokens-used = Last used
console-tokens-expires = Expires
console-tokens-deeds = Actions
console-tokens-revoke = Revoke
console-tokens-revoke-confirm = Revoke the token { $name }? Programs that use it are refused from that moment.
console-tokens-made = Your new token { $name }
console-tokens-kept = I have kept it
invalid-wider-role = A token cannot do more than its admin. Choose a role that does less.
invalid-past = This moment has passed.

# The console's door.
admins-sign-in-heading = Sign in to the console
admins-sign-in-lead = This is for the people who run the portals. Accounts of developers do not work here.
admins-sign-in-lost = Lost your password? Whoever runs this installation can create a new account on the command line: portico admin create.
admins-set-up-title = Create the first admin
admins-set-up-lead = There is no admin yet. The one that you create here may do everything, and can add others.
admins-set-up-deed = Create admin and sign in
admins-was-set-up = Your account is ready. Welcome to your console!

# What was refused.
refused-admin-wrong-password = This e-mail address and this password do not belong together.
refused-admin-set-up = This set-up link does not work: it was used, a newer one was printed, or there is an admin already.
refused-admin-last = This is the last admin who may do everything. Give somebody else that role first.
refused-admin-oneself = You cannot delete your own account. Another admin can.

# Navigation of a portal.
arrival-nav-products = Catalog
arrival-nav-apps = My Apps
arrival-nav-account = Account
arrival-nav-api = API for programs
arrival-nav-trace = Why was my call refused?
arrival-nav-support = Contact support

# Navigation of the console.
arrival-console = Portico console
arrival-nav-dashboard = Dashboard
arrival-nav-inbox = Inbox
arrival-nav-people = People
arrival-nav-developers = Developers
arrival-nav-applications = Applications
arrival-nav-offer = What is offered
arrival-nav-catalog = API products
arrival-nav-services = Gateway services
arrival-nav-strategies = Auth strategies
arrival-nav-portals = Portals
arrival-nav-house = Installation
arrival-nav-mails = Mail outbox
arrival-nav-audit = Audit log
arrival-nav-admins = Admins

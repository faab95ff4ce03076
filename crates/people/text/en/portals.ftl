# The front door.
portals-front-title = Developer portals
portals-front-lead = Each portal here is a place of its own, with its own APIs and its own accounts. Choose yours.
portals-front-none = No portal is listed here. If somebody invited you, enter the portal's name below.
portals-front-find = Find a portal by name
portals-front-field = Portal
portals-front-hint = The whole name, or the first part of its address: acme of acme.example.com.
portals-front-deed = Find portal
portals-front-found = Here it is:
portals-front-missed = No portal is called exactly so. Check the name that you were given.

# Settings.
invalid-reserved = This name is needed for something else. Choose another.
invalid-reserved-domain = Names below the portal domain lead to portals by their slugs. Choose a host name elsewhere.
invalid-needs-custom-domain = A client's pages can only reach a portal that has a domain of its own. Give it one first.
invalid-needs-public-catalog = A private catalog without accounts would be open to nobody. Turn accounts on, or make the catalog public.
invalid-key-prefix = Use three lower-case letters.
invalid-confirm = This is not what was asked for. Nothing was deleted.

refused-portal-in-use = Developers have accounts here, or versions take registrations. Both would go with the portal.

dashboard-title = Dashboard
dashboard-no-portal-title = Open your first portal
dashboard-no-portal-why = A portal is the website where developers find your APIs and get their keys. It has an address of its own, and it is there as soon as it has a name.
dashboard-no-portal-do = Open a portal
dashboard-no-product-title = Offer your first API
dashboard-no-product-why = A product is what developers find in the catalog: a name, documents, and versions that lead to your API.
dashboard-no-product-do = Create a product
dashboard-waiting = { $count ->
    [one] One request waits for a decision.
   *[other] { $count } requests wait for a decision.
}
dashboard-to-inbox = Open the inbox
dashboard-nobody-waits = Nobody is waiting for a decision.
dashboard-failed-mails = { $count ->
    [one] One mail could not be delivered.
   *[other] { $count } mails could not be delivered.
}
dashboard-to-mails = See which
dashboard-stat-waiting = Waiting
dashboard-stat-developers = Developers
dashboard-stat-applications = Applications
dashboard-stat-credentials = Active credentials
dashboard-stat-products = Products
dashboard-stat-portals = Portals
dashboard-last = What happened last
dashboard-to-audit = Open the audit log
dashboard-by = { $what }, by { $who }

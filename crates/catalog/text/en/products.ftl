# Products: the developer's page, and the console.

product-parts = Parts of this API
product-overview = Overview
product-documents = Documents
product-versions = Versions
product-no-versions = No version of this API is published here yet.

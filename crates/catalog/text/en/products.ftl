# Products: the developer's page, and the console.

product-parts = Parts of this API
product-overview = Overview
product-documents = Documents
product-versions = Versions
product-no-versions = No version of this API is published here yet.

product-all = API products
product-what = An API product is what you offer: a name, documents, and one or more versions. Publish it to a portal, and developers find it there.
product-create = Create product
product-create-text = Begin with the name. Versions, documents and the portals that show it come next.
product-none = What do you offer?
product-none-why = Create an API product, give it a version with a specification, and publish both to a portal.
product-search = Search products
product-none-found = No product fits
product-none-found-why = Search by name, by address or by words of the description.
product-show-all = Show all
product-name = Name
product-slug = Address
product-slug-hint = Lower-case letters, digits and hyphens. Left empty, a new product takes it from its name. Links that exist to an old address stop working when you change it.
product-description = Description
product-description-hint = What it is and whom it helps, in a few plain sentences. It stands on the card in the catalog.
product-portals = Portals
product-changed = Last changed
product-cancel = Cancel
product-save = Save changes
product-views = Views of this product
product-view-details = Details
product-view-versions = Versions
product-view-documents = Documents
product-view-portals = Portals
product-end = Delete this product
product-end-text = It disappears from every portal, and the gateway refuses calls to its versions at once. To hide it for a while, unpublish it under Portals instead.
product-delete = Delete product
product-delete-title = Delete { $name }?
product-gone-versions = { $count ->
    [one] { $count } version, with its specification
   *[other] { $count } versions, with their specifications
}
product-gone-documents = { $count ->
    [one] { $count } document
   *[other] { $count } documents
}
product-gone-portals = { $count ->
    [one] Its place in { $count } portal
   *[other] Its place in { $count } portals
}
product-gone-registrations = { $count ->
    [one] { $count } registration of an application: its calls are refused at once
   *[other] { $count } registrations of applications: their calls are refused at once
}
product-keep = Keep it
product-was-created = The product is there. Give it a version next.
product-was-changed = Saved.
product-was-deleted = The product is gone.

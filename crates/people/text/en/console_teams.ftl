console-teams-none-title = No teams yet
console-teams-none-why = A team is a group of this portal's developers. Give it a role on a product, and its developers see that product, or may register applications to it.
console-teams-rbac-off = In this portal teams decide nothing at the moment: whoever may read sees every published product. You can prepare them before you turn RBAC on.
console-teams-rbac-where = To the setting
console-teams-rbac-nobody = RBAC is on and there is no team: nobody sees any product in this portal.
console-teams-create = Create a team
console-teams-create-lead = Then add developers to it, and give it a role on the products that it needs.
console-teams-name = Name
console-teams-description = Description
console-teams-description-hint = For the people of the console. Developers do not see it.
console-teams-created = Created
console-teams-deeds = Actions
console-teams-details = Name and description
console-teams-save = Save changes

console-teams-members = Developers
console-teams-no-members = Nobody belongs to this team yet.
console-teams-email = E-mail address
console-teams-email-hint = Of a developer who has an account in this portal.
console-teams-add = Add to the team
console-teams-remove = Remove

console-teams-products = Products
console-teams-products-why = A developer sees a product when one of their teams has a role on it. Where several teams have one, the strongest counts.
console-teams-no-products = This team has no role on any product yet.
console-teams-product = Product
console-teams-product-choose = Choose a product
console-teams-product-none = There is no product yet. Create one, then give this team a role on it.
console-teams-role = Role
console-teams-role-viewer = API Viewer
console-teams-role-viewer-text = They see the product and read its documents.
console-teams-role-consumer = API Consumer
console-teams-role-consumer-text = They see it, and may register their applications to its versions.
console-teams-role-give = Give this role
console-teams-role-take = Take away

console-teams-delete = Delete team
console-teams-delete-title = Delete the team { $name }?
console-teams-delete-text = The developers keep their accounts, and applications stay registered. What somebody saw through this team alone, they see no more.
console-teams-gone-members = { $count ->
    [0] the team, which has no developers
    [one] the team, and its one developer's place in it
   *[other] the team, and the places of its { $count } developers in it
}
console-teams-gone-products = { $count ->
    [0] no roles
    [one] its role on one product
   *[other] its roles on { $count } products
}

console-teams-was-created = The team is there. Add developers to it, and give it a role on a product.
console-teams-was-changed = The changes are saved.
console-teams-has-joined = The developer belongs to the team.
console-teams-has-left = The developer no longer belongs to the team.
console-teams-role-was-given = The team has the role.
console-teams-role-was-taken = The team no longer has a role on this product.
console-teams-was-deleted = The team is deleted.

invalid-no-developer = No developer of this portal has this e-mail address.
refused-team-member-already = This developer belongs to the team already.
refused-team-role-already = The team has this role on this product already.

# Documents: the developer's page, and the console.

document-contents = On this page
document-empty = Nothing is written here yet.
document-changed = Last changed
document-next = Next: { $title }
document-to-versions = See the versions

document-none = No document yet
document-none-why = Documents say how to begin, what to know and what goes wrong. They stand beside the versions in every portal that shows this product.
document-create = Write a document
document-title = Title
document-state = State
document-state-published = Published
document-state-published-text = Whoever may see the product reads it.
document-state-unpublished = Unpublished
document-state-unpublished-text = Only admins see it, here.
document-content = Text
document-content-hint = Markdown, as on GitHub: headings, lists, tables, code, footnotes. HTML is left out. At most 1,000,000 characters.
document-parent = Place
document-parent-hint = Below which document it stands. Move it up and down in the list.
document-parent-top = At the top
document-slug = Address
document-slug-hint = Letters, digits, hyphens and underscores. Left empty, a new document takes it from its title.
document-save = Save document
document-preview = Preview
document-preview-title = Preview
document-preview-text = This is not saved yet.
document-cancel = Cancel
document-up = Up
document-down = Down
document-delete = Delete document
document-delete-short = Delete
document-delete-title = Delete { $title }?
document-gone = { $title }, with its text
document-gone-below = { $count ->
    [one] The document, and { $count } document below it:
   *[other] The document, and { $count } documents below it:
}
document-keep = Keep it
document-was-created = The document is there.
document-was-changed = Saved.
document-was-moved = Moved.
document-was-deleted = The document is gone.
invalid-is-document-slug = Use letters, digits, hyphens and underscores.
invalid-too-deep = Documents can stand at most { $limit } levels deep.

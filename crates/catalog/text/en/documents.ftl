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
document-content-hint = Markdown, as on GitHub: headings, lists, tasks, tables, footnotes, code, and notes such as “> [!NOTE]”. HTML is left out. At most 1,000,000 characters.
document-images = Show an image
document-images-none = This product has no image yet.
document-images-text = Put one of these lines into the text, and say between the brackets what is to be seen.
document-images-manage = All images (opens in a new tab)
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
invalid-changed-meanwhile = Somebody else has changed this document since you opened it. Your text is still here: open the document in another tab to compare, and save again to replace theirs.
invalid-is-document-slug = Use letters, digits, hyphens and underscores.
invalid-too-deep = Documents can stand at most { $limit } levels deep.

# A folder of Markdown, in and out.
folder-title = Import and export
folder-lead = The documents of a product as a folder of Markdown, in one zip file: to keep them beside the code, to write them elsewhere, or to move them.
folder-export-title = Export
folder-export-text = Every document with its title, order and state in front matter, and every image. What is imported again unchanged changes nothing.
folder-export = Download the folder
folder-import-title = Import
folder-import-text = Each file becomes a document, and what lies in the folder of its name stands below it. Addresses tell which document is which. Pictures belong into a folder called images.
folder-file = Zip file
folder-file-hint = At most 16 MiB, and 64 MiB unpacked.
folder-gone = Documents that the folder does not have
folder-gone-unpublish = Unpublish them
folder-gone-unpublish-text = They stay here, and developers do not see them any more.
folder-gone-delete = Delete them
folder-gone-delete-text = They are gone, with their text.
folder-gone-keep = Keep them
folder-gone-keep-text = They stay as they are, after what the folder has.
folder-dry = Only say what would change
folder-import = Import the folder
folder-done-title = Imported
folder-done-dry-title = This would change
folder-done-dry-text = Nothing has been changed yet. Choose the file again, without “Only say what would change”, to do it.
folder-done-nothing = Everything is as the folder has it. Nothing was changed.
folder-created = Created
folder-changed = Changed
folder-moved = Moved
folder-unpublished = Unpublished
folder-deleted = Deleted
folder-images = Images added or replaced
folder-ignored = Left out, being neither Markdown nor a picture in images
folder-unchanged = { $count ->
    [one] One document is as it was.
   *[other] { $count } documents are as they were.
}
folder-done-text = The documents are as the folder has them.
folder-done-see = See the documents
invalid-file-path = A path in the archive leads out of its folder, or has characters that no path should have.
invalid-file-twice = This is in the archive twice, or two pictures have the same name.
invalid-file-utf8 = This is not UTF-8 text.
invalid-file-front = The front matter cannot be read: { $detail }
invalid-file-same-place = This is the same document as { $detail }. Keep one of the two.
invalid-file-same-slug = This would have the same address as { $detail }. Give one of them another with “slug” in its front matter.
invalid-file-link = This is a link. Put the file itself into the archive.
invalid-not-an-archive = This is not a zip file that can be read.
invalid-archive-too-large = This is more than { $limit } MiB when it is unpacked.
invalid-too-many-files = This has more than { $limit } files.

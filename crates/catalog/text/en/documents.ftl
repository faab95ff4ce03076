# Documents: the developer's page, and the console.

document-contents = On this page
document-empty = Nothing is written here yet.
document-changed = Last changed
document-next = Next: { $title }
document-to-versions = See the versions

# Specifications: the panel on the console's page of a version.

specification-none = No specification yet. With one, developers see what this version can do, and find it by its operations.
specification-file = File
specification-title = Title
specification-operations = Operations
specification-uploaded = Uploaded
specification-download = Download
specification-as-json = As JSON
specification-as-yaml = As YAML
specification-earlier = Earlier specifications
specification-warnings = { $count ->
    [one] { $count } thing to look at
   *[other] { $count } things to look at
}
specification-warnings-text = The document is published. These places may not say what you mean:
specification-warning-at = Line { $line }, column { $column }
specification-delete = Delete specification
specification-choose = OpenAPI document
specification-file-hint = OpenAPI 3.1, 3.0 or Swagger 2.0, as .json, .yaml or .yml, at most 16 MiB.
specification-content = Or paste it here
specification-content-hint = A file wins over what is pasted.
specification-upload = Upload specification
specification-replace = Replace specification
specification-delete-title = Delete the specification of { $product } { $version }?
specification-gone = The list of operations and the download, on every portal that shows this version
specification-keep = Keep it
specification-was-replaced = The specification is there. Portals that show this version show it already.
specification-was-the-same = This is the file that is there already: nothing was changed.
specification-was-deleted = The specification is gone.
invalid-unsound = This is not a sound OpenAPI document: { $detail }
refused-specification-unsound = This document can be downloaded as it was uploaded, and in no other format.
invalid-specification-pages-too-large = This document describes more than can be shown: its pages would be too large.
invalid-specification-too-large = This is too large: at most { $limit } MiB.
invalid-is-specification-name = The file's name must end in .json, .yaml or .yml.
refused-specification-exists = This version has a specification already. Change that one.
refused-specification-moved = Somebody else changed this specification meanwhile. Look at it again, and decide anew.

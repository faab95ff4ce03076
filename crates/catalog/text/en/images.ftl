# Images of documents, in the console.

images-title = Images
images-lead = Pictures that the documents of this product show. Whoever may see the product may see them.
images-none = No image yet
images-none-why = A picture of a flow or a screen says in one look what takes a page of words. Add it here, then name it in a document.
images-used = { $used } of { $limit } images
image-file = Picture
image-file-hint = PNG, JPEG, GIF or WebP, at most 2 MiB. It is drawn anew: the first picture of a GIF stays, and what a camera wrote into the file is left out.
image-name = Name
image-name-hint = Letters, digits, dots, hyphens and underscores, with its ending. Left empty, it has the file's name. A picture of that name is replaced.
image-add = Add image
image-looks = Picture
image-markdown = In a document
image-size = Size
image-kilobytes = { $size } kB
image-delete = Delete image
image-delete-short = Delete
image-delete-title = Delete { $name }?
image-gone = The image { $name }
image-gone-from = { $count ->
    [one] It is shown in one document, which will say its words instead:
   *[other] It is shown in { $count } documents, which will say its words instead:
}
image-keep = Keep it
image-was-added = The image is there. Copy its line into a document.
image-was-deleted = The image is gone.
invalid-is-image-name = Use letters, digits, dots, hyphens and underscores, ending in .png, .jpg, .jpeg, .gif or .webp.
invalid-too-many-images = A product has at most { $limit } images. Delete one that no document shows.

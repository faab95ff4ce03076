# The portal's search.

search-title = Search
search-title-of = { $words } · Search
search-text = Everything that you can read about here: APIs, their versions, documents and operations.
search-label = Search everything
search-how = Type one or more words, or how they begin. Forms of a word find each other: “ferry” also finds “ferries”. On every page, the key / opens this search.
search-kinds = What to show
search-all = All
search-kind-product = APIs
search-kind-version = Versions
search-kind-document = Documents
search-kind-operation = Operations
search-count = { $count ->
    [one] { $count } result
   *[other] { $count } results
}
search-close = Nothing has exactly these words; these come close.
search-partial = The documents and operations are still being read after a restart. Until that is done, in a moment, only names of APIs are found.
search-only-in = Only in { $product }.
search-everywhere = Search everywhere
search-narrow = Narrow to one API
search-none = Nothing fits this search
search-none-why = Every word you type must be there, or a word that begins with it. Try fewer words, or others.
search-none-narrow = There may be something of another kind, or in another API.
search-widen = Search everything
search-browse = Browse all APIs
search-is-product = API
search-is-version = Version of { $product }
search-is-document = Document of { $product }
search-is-operation = Operation of { $product } { $version }
search-see-all = { $count ->
    [one] See it on a page
   *[other] See all { $count } results
}

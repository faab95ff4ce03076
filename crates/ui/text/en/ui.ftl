# Words of the components and of the layout, the same in every part of the product.

ui-skip = Skip to the content
ui-menu = Menu
ui-main-nav = Main
ui-sign-in = Sign in
ui-sign-up = Sign up
ui-sign-out = Sign out
ui-search = Search
ui-palette = ↓ and ↑ choose, Enter opens, Escape closes.
ui-breadcrumbs = Where you are
ui-optional = (optional)
ui-pager = Pages
ui-pager-place = { $first }–{ $last } of { $total }
ui-pager-before = Previous
ui-pager-after = Next
ui-neighbours = Read on
ui-form-errors = { $count ->
    [one] One thing needs another look
   *[other] { $count } things need another look
}

# Words that the script says.
ui-copy = Copy
ui-copied = Copied
ui-show = Show
ui-hide = Hide
ui-cancel = Cancel
ui-picked = Selected:
ui-select-all = Select all

# The steps.
ui-steps = Your way to the first call
ui-step-done = done
ui-step-now = next
ui-step-waiting = waiting
ui-step-ahead = later

# States.
ui-status-approved = Approved
ui-status-pending = Pending
ui-status-rejected = Rejected
ui-status-revoked = Revoked
ui-status-expired = Expired
ui-status-active = Active
ui-status-deprecated = Deprecated
ui-status-published = Published
ui-status-unpublished = Unpublished
ui-status-unverified = Not confirmed
ui-status-draft = Draft
ui-status-sent = Sent
ui-status-queued = Queued
ui-status-failed = Failed
ui-status-off = Off

# A key is a moment.
ui-key-title = Your new credential
ui-key-once = This is the only time that it is shown. Copy it now and keep it where you keep passwords.
ui-key-label = Credential
ui-key-try = Try it, as it stands:

# Deleting.
ui-delete-gone = This will be gone for good:
ui-delete-text = This cannot be undone.
ui-delete-type = To confirm, type { $word }

# Charts.
ui-chart-table = The numbers

# Time.
ui-time-now = just now
ui-time-minutes-ago = { $count ->
    [one] { $count } minute ago
   *[other] { $count } minutes ago
}
ui-time-hours-ago = { $count ->
    [one] { $count } hour ago
   *[other] { $count } hours ago
}
ui-time-days-ago = { $count ->
    [one] { $count } day ago
   *[other] { $count } days ago
}
ui-time-in-minutes = { $count ->
    [one] in { $count } minute
   *[other] in { $count } minutes
}
ui-time-in-hours = { $count ->
    [one] in { $count } hour
   *[other] in { $count } hours
}
ui-time-in-days = { $count ->
    [one] in { $count } day
   *[other] in { $count } days
}

# Mails.
ui-mail-address = If the button does not work, open this address:

# What a picked colour became.
ui-theme-adjusted-accent-light = In light, buttons use { $used } instead of { $picked }: on light surfaces { $picked } could hardly be seen.
ui-theme-adjusted-accent-dark = In dark, buttons use { $used } instead of { $picked }: on dark surfaces { $picked } could hardly be seen.
ui-theme-adjusted-link = Links use { $used } instead of { $picked }, so that they can be read.
ui-theme-adjusted-heading = Headings use { $used } instead of { $picked }, so that they can be read.
ui-theme-adjusted-surface = Surfaces use { $used }, the tone of { $picked } made light enough to read on.

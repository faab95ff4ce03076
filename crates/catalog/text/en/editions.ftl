# Editions: the files that a version has had as its specification, in the console.

edition-title = Earlier specifications
edition-about = Every upload is kept, the last twenty of each version. Restoring one puts it in the place of the current one, which stays in this list.
edition-none = Nothing was uploaded yet
edition-none-why = When this version has a specification, each upload stays here and can be restored.
edition-back = Back to the version
edition-by = By
edition-deeds = What you can do
edition-current = Current
edition-restore = Restore
edition-restore-sure = Put this file in the place of the current specification? Portals show it at once.
edition-was-restored = The earlier specification is back. Portals that show this version show it already.

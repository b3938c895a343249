"""OneThing (一件事): one form, one set of documents, many departments in parallel."""

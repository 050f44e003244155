"""An item and a layout become a document, a script or a page: no PDF, no sound."""

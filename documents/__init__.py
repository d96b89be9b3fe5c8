"""Files: PDF rendering, sealed storage, reading office files safely, checking signatures."""

"""What the pages of the recurring work show, as frozen dataclasses; all words and dates are ready to be printed."""

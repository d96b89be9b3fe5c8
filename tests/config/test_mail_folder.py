"""Where mail goes when no mail server is named."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_mail_is_written_to_the_data_folder_wherever_one_started(tmp_path):
    env = {key: value for key, value in os.environ.items() if key != "EMAIL_URL"} | {"KORD_VAR": str(tmp_path / "var")}
    code = "from config import settings; print(settings.EMAIL_FILE_PATH)"
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    assert found.stdout.strip() == str(tmp_path / "var" / "mail")

#!/usr/bin/env bash
# Builds dist/举证匣.app on macOS 13 or newer, tries it, and packs it as one zip.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

python3 packaging/bootstrap.py setup
python=.venv/bin/python
"$python" -m pip install --quiet pyinstaller
"$python" packaging/licences.py
"$python" -m PyInstaller --noconfirm packaging/app.spec
app="dist/举证匣.app"
cp LICENSE build/licences.md "$app/Contents/Resources/"
# Signed ad hoc by default, so that macOS does not call the program damaged;
# JUZHENG_SIGN_AS holds a Developer ID where there is one.
codesign --force --deep --options runtime --sign "${JUZHENG_SIGN_AS:--}" "$app"
"$python" packaging/smoke_test.py "$app/Contents/MacOS/juzheng-cli"
ditto -c -k --keepParent "$app" dist/Juzheng-macos.zip

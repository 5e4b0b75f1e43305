# Builds dist\Juzheng on Windows 10 or newer, tries it, and packs it as one zip.
$ErrorActionPreference = "Stop"
Set-Location (Join-Path $PSScriptRoot "..\..")

py -3 packaging\bootstrap.py setup
if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
$python = ".venv\Scripts\python.exe"
& $python -m pip install --quiet pyinstaller
if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
& $python packaging\licences.py
if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
& $python -m PyInstaller --noconfirm packaging\app.spec
if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
Copy-Item LICENSE, build\licences.md dist\Juzheng\
& $python packaging\smoke_test.py dist\Juzheng\juzheng-cli.exe
if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
Compress-Archive -Path dist\Juzheng -DestinationPath dist\Juzheng-windows.zip -Force

@echo off
chcp 65001 >nul
pushd "%~dp0"
set /p VERSION=<current.txt
"versions\%VERSION%\python\python.exe" -X utf8 -m kit update
pause
popd

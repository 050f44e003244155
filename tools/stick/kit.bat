@echo off
chcp 65001 >nul
set /p VERSION=<"%~dp0current.txt"
"%~dp0versions\%VERSION%\python\python.exe" -X utf8 -m kit %*

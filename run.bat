@echo off
chcp 65001 >nul
cd /d "%~dp0"
set ARGS=%*
if "%~1"=="" set ARGS=desk
where py >nul 2>nul
if %errorlevel%==0 (py -3 run.py %ARGS%) else (python run.py %ARGS%)
if "%~1"=="" pause

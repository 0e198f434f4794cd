@rem Waits for the program and hands on its exit code: cmd.exe and PowerShell do not wait for a program with windows.
@start "" /b /wait "%~dp0Download Ordini.exe" %*
@exit /b %errorlevel%

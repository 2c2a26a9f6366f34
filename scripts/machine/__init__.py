"""What a command finds on this machine, or makes: environment, browser, server, Pyodide."""

"""What starts and wires the rooms: settings, embedded servers, commands, the demo."""

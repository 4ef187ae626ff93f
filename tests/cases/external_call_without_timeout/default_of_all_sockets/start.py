import socket

socket.setdefaulttimeout(20)

"""What is made, kept and reached while a request is answered."""

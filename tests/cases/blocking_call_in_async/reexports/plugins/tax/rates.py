from requests import Session

session = Session()

from setuptools import setup

setup(name="either", install_requires=["pydantic>=1.10,<3"])

from django.db import models


class Check(models.Model):
    status = models.CharField(max_length=10)


class Flip(models.Model):
    owner = models.ForeignKey(Check, on_delete=models.CASCADE)
    status = models.CharField(max_length=10)


class Profile(models.Model):  # ok: models hold what belongs to them
    key = models.CharField(max_length=10)

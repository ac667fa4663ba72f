"""Addresses of one's own account."""

from django.urls import path

from bilan.web.accounts import account

urlpatterns = [
    path("me/", account.account, name="account"),
    path("welcome/", account.welcome, name="welcome"),
]

"""Addresses of the people room: the door, the own account, people and their roles."""

from django.urls import path

from tracker.people.views import account, people, sign_in

urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign-in"),
    path("sign-in/code/", sign_in.sign_in_code, name="sign-in-code"),
    path("sign-out/", sign_in.sign_out, name="sign-out"),
    path("account/", account.account, name="account"),
    path("account/password/", account.password, name="account-password"),
    path("account/sessions/end/", account.sessions, name="account-sessions"),
    path("account/second-factor/", account.second_factor_page, name="account-second-factor"),
    path(
        "account/second-factor/new/",
        account.begin_second_factor,
        name="account-second-factor-begin",
    ),
    path("account/second-factor/qr.svg", account.second_factor_qr, name="account-second-factor-qr"),
    path("account/recovery-codes/", account.recovery_codes, name="account-recovery-codes"),
    path("people/", people.PersonList.as_view(), name="person-list"),
    path("people/new/", people.person_new, name="person-new"),
    path("people/<int:pk>/", people.person_detail, name="person-detail"),
    path("people/<int:pk>/name/", people.person_name, name="person-name"),
    path("people/<int:pk>/roles/new/", people.person_grant, name="person-grant"),
    path("people/<int:pk>/roles/<int:grant>/end/", people.grant_end, name="grant-end"),
    path("people/<int:pk>/disable/", people.person_disable, name="person-disable"),
    path("people/<int:pk>/enable/", people.person_enable, name="person-enable"),
    path("people/<int:pk>/password/", people.person_reset_password, name="person-reset-password"),
    path("people/<int:pk>/sessions/end/", people.person_end_sessions, name="person-end-sessions"),
    path(
        "people/<int:pk>/second-factor/remove/",
        people.person_remove_second_factor,
        name="person-remove-second-factor",
    ),
]

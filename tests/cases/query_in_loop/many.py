import re
from collections import defaultdict

from django.db import models
from simple_history.models import HistoricalRecords


class Team(models.Model):
    name = models.CharField(max_length=80)


class Player(models.Model):
    team = models.ForeignKey(Team, on_delete=models.CASCADE)
    name = models.CharField(max_length=80)
    history = HistoricalRecords()


class Score(models.Model):
    player = models.ForeignKey(Player, on_delete=models.CASCADE)
    points = models.IntegerField()
    shown = models.BooleanField()


def found_players():
    return Player.objects.filter(name="")


def known_names():
    return ["ann", "bob"]


def of_rows():
    for player in Player.objects.filter(name=""):
        print(player.name, Score.objects.filter(player=player).count())  # error: query-in-loop once for each `player`
    for player in found_players():
        print(Score.objects.filter(player=player).count())  # error: query-in-loop once for each `player`


def of_own_making():
    for name in known_names():
        print(Player.objects.get(name=name))  # ok: the function gives two


def of_an_object(board):
    class Shown:
        def players(self):
            return [Player.objects.get(name=name) for name in self.names]  # error: query-in-loop once for each `name`

    return Shown(board)


def of_a_request(request):
    return [Player.objects.get(pk=key) for key in request.POST.getlist("players")]  # error: query-in-loop once for each `key`


def of_a_text(text):
    return [Player.objects.get(name=name) for name in re.findall(r"@(\w+)", text)]  # error: query-in-loop once for each `name`


def as_many_as_wanted(names, wanted):
    return [Player.objects.get(name=name) for name in names[:wanted]]  # error: query-in-loop once for each `name`


def filled(payload):
    names = []
    by_team = defaultdict(list)
    for line in payload["lines"]:
        names.append(line["name"])
        by_team[line["team"]].append(line["name"])
    found = [Player.objects.get(name=name) for name in names]  # error: query-in-loop once for each `name`
    return found, [Team.objects.get(name=name) for name in by_team]  # error: query-in-loop once for each `name`


def chosen(first, second, is_second):
    keys = second if is_second else first
    both = [*first, *(second or [])]
    names = {}
    for key in keys:
        names[key] = Player.objects.get(pk=key).name  # error: query-in-loop once for each `key`
    for key, _ in names.items():
        names[key] = Team.objects.get(pk=key).name  # error: query-in-loop once for each `key`
    return [Team.objects.get(pk=key) for key in both]  # error: query-in-loop once for each `key`


def pairs(rows):
    for team, keys in rows:
        print(team, [Player.objects.get(pk=key) for key in keys])  # error: query-in-loop once for each `key`


def checked(keys):
    for key in keys:
        if not Player.objects.filter(pk=key).exists():  # error: query-in-loop once for each `key`
            raise LookupError(key)


def checked_and_kept(keys):
    found = []
    for key in keys:
        player = Player.objects.filter(pk=key).first()  # error: query-in-loop once for each `key`
        if not player:
            raise LookupError(key)
        found.append(player)
    return found


def taken_from_stock(lines, taken):
    for line in lines:
        score = Score.objects.get(player=line.player)  # error: query-in-loop once for each `line`
        if score.points < line.points:
            raise ValueError(line.points)
        taken.append(score.points)


def told(keys):
    found, failed = [], []
    for key in keys:
        try:
            found.append(Player.objects.get(pk=key))  # error: query-in-loop once for each `key`
        except Player.DoesNotExist:
            failed.append(key)
    for key in keys:
        try:
            found.append(Player.objects.get(pk=key))  # error: query-in-loop once for each `key`
        except Player.DoesNotExist:
            continue
    return found, failed


def with_other_work(keys, board):
    for key in keys:
        player = Player.objects.get(pk=key)  # error: query-in-loop once for each `key`
        board.draw(player.name)


def in_one_of_two_ways(players: list[Player]):
    for player in players:
        if player.name:
            print(player.name)
        else:
            print(Score.objects.filter(player=player).count())  # error: query-in-loop once for each `player`


def conditions_of(player):
    return models.Q(player=player)


def made_elsewhere(players: list[Player]):
    return [Score.objects.filter(conditions_of(player)).count() for player in players]  # missed: nobody says what it compares


def numbered(scores: list[Score]):
    for index, score in enumerate(scores):
        Score.objects.filter(pk=score.pk).update(points=index)  # error: query-in-loop once for each
    for score in scores:
        Score.objects.filter(pk=score.pk).update(shown=True)  # error: query-in-loop write all of them with one


def recorded():
    for player in Player.objects.filter(name=""):
        player.name = "unknown"
        player.save()  # ok: a history keeps what was


def refreshed(session_of):
    for score in Score.objects.filter(points=0):
        score.shown = False
        session_of.judge(score)
        score.save()  # error: query-in-loop once for each `score`


def priced(basket, find_price):
    total = 0
    for line in basket.lines:
        player = Player.objects.filter(pk=line.player).first()  # error: query-in-loop once for each `line`
        if player is None:
            raise LookupError(line.player)
        if not line.count:
            raise ValueError(line.count)
        total += find_price(player) * line.count
    return total


def by_tag(players: list[Player]):
    known = {}
    for player in players:
        if player.name not in known:
            known[player.name] = Team.objects.filter(name=player.name).count()  # ok: once for each name
    return known


def of_plugins(players, plugin):
    for player in players:
        player.name = plugin.instance.look_up(player.pk)
        player.save()  # ok: the plugin asks another service, which costs more

from pricing_rules.discounts import Discounts as Discounts
from pricing_rules.tariff import Tariff as Tariff

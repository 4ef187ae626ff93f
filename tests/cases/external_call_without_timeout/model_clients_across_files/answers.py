from clients import anthropic_client, openai_client


def ask(question: str) -> str:
    client = openai_client("key")
    answer = client.responses.create(model="gpt", input=question, timeout=30)  # ok: limited
    return answer.output_text


def ask_again(question: str) -> str:
    client = anthropic_client("key")
    answer = client.messages.create(model="claude", max_tokens=10, messages=[question])  # ok: said at the client
    return answer.content[0].text
